using System.Runtime.CompilerServices;
using OffTrac.Plugins.Redis.Messages;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>One connection that publishes. It lives until it is lost; then a new one is made.</summary>
internal interface IRedisPublisher : IAsyncDisposable
{
    /// <summary>Ends when the connection is lost, with the reason.</summary>
    Task<string> Lost { get; }

    /// <summary>Longest message that the server takes, when it said so.</summary>
    long LongestMessage { get; }

    /// <summary>Sends a message on its channel and then to its stream, in one go, and waits for the answers. Calls may overlap.</summary>
    /// <param name="message">What to send.</param>
    /// <param name="isPublished">Set when the channel has it; already set, it is only added to the stream.</param>
    /// <param name="cancellation">Ends the wait; what was sent is sent.</param>
    /// <exception cref="RedisException">It was refused, or nobody knows whether it arrived.</exception>
    ValueTask SendAsync(RedisMessage message, StrongBox<bool> isPublished, CancellationToken cancellation);

    /// <summary>Runs a command. A list comes back as its texts, one a line.</summary>
    /// <exception cref="RedisException">It was refused, or there was no answer.</exception>
    ValueTask<string> ExecuteAsync(string command, string[] arguments, CancellationToken cancellation);
}
