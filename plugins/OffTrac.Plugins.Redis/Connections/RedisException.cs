namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Redis said no, or nothing.</summary>
internal sealed class RedisException(RedisFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public RedisFailure Failure { get; } = failure;

    /// <summary>Whether Redis answered, and the connection goes on.</summary>
    public bool IsReply { get; init; }

    /// <summary>Whether the connection was lost while this was what Redis worked on.</summary>
    public bool WasNextToBeAnswered { get; init; }

    /// <summary>What an error reply means.</summary>
    /// <param name="reply">Such as <c>NOPERM this user has no permissions …</c>.</param>
    public static RedisException FromReply(string reply) => new(RedisFailures.Of(reply), Printable(reply)) { IsReply = true };

    /// <summary>An answer is shown to people: one line, not endless.</summary>
    private static string Printable(string reply)
    {
        var line = string.Concat(reply.Take(300).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length == 0 ? "Redis answered with an error without text" : line;
    }
}
