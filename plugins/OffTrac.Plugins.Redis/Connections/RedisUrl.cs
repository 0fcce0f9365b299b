using System.Globalization;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>
/// An address of a server as redis-py reads it: <c>redis://[user]:password@host:port/db</c>, <c>rediss://…</c>,
/// <c>unix://[user]:password@/path?db=0</c>.
/// </summary>
internal sealed record RedisUrl
{
    private const string Socket = "unix://";
    private const string Allowed = "an address begins with redis://, rediss:// or unix://, such as redis://host:6379/0 or unix:///run/redis.sock";

    public RedisAddress? Address { get; private init; }

    public string? SocketPath { get; private init; }

    public bool IsSecure { get; private init; }

    public string Username { get; private init; } = "";

    public string Password { get; private init; } = "";

    public int? Database { get; private init; }

    /// <summary>What is wrong with a text; null when it is an address. Never repeats it: it may hold a password.</summary>
    public static string? Find(string text, out RedisUrl? url)
    {
        url = null;
        // An address without a host is none to Uri as soon as it names a user.
        var isSocket = text.StartsWith(Socket, StringComparison.OrdinalIgnoreCase);
        if (isSocket && (text.IndexOf('/', Socket.Length) is var slash and >= 0) && (slash == Socket.Length || text[slash - 1] == '@'))
            text = string.Concat(text.AsSpan(0, slash), "socket", text.AsSpan(slash));
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss" or "unix"))
            return Allowed;
        var path = Uri.UnescapeDataString(uri.AbsolutePath);
        if (isSocket ? uri.Host != "socket" || path.Length < 2 : uri.Host.Length == 0)
            return Allowed;
        var number = Parameter(uri, "db") ?? (isSocket ? "" : path.Trim('/'));
        int? database = null;
        if (number.Length > 0)
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                return "the path is the number of a database, such as /0";
            database = index;
        }

        var user = uri.UserInfo.Split(':', 2);
        url = new RedisUrl
        {
            Address = isSocket ? null : new RedisAddress(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : 6379),
            SocketPath = isSocket ? path : null,
            IsSecure = uri.Scheme == "rediss",
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "",
            Database = database,
        };
        return null;
    }

    private static string? Parameter(Uri uri, string name) => uri.Query.TrimStart('?').Split('&')
        .Select(part => part.Split('=', 2))
        .FirstOrDefault(part => part.Length == 2 && part[0] == name)?[1];
}
