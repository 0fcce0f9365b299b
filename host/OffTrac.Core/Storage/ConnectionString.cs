using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>What <c>[trac] database</c> says: where the database is and how to work with it.</summary>
public sealed class ConnectionString
{
    public const string DefaultSchema = "public";

    public required DatabaseEngine Engine { get; init; }

    /// <summary>SQLite: full path of the file; null for a database in memory.</summary>
    public string? File { get; init; }

    public bool IsInMemory => Engine == DatabaseEngine.Sqlite && File is null;

    /// <summary>SQLite: how long to wait for another program's lock.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>SQLite: journal mode to switch to at the first write; null leaves the file as it is.</summary>
    public string? JournalMode { get; init; }

    /// <summary>SQLite: value of the pragma of that name; null leaves SQLite's default.</summary>
    public string? Synchronous { get; init; }

    /// <summary>PostgreSQL: host name or directory of the server's socket; null for a local connection.</summary>
    public string? Host { get; init; }

    public int? Port { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string DatabaseName { get; init; } = "";

    public string Schema { get; init; } = DefaultSchema;

    /// <summary>Reads the text of the option.</summary>
    /// <param name="text">Such as <c>sqlite:db/trac.db</c>.</param>
    /// <param name="environmentDirectory">What a relative file is relative to.</param>
    /// <exception cref="OffTrac.Sdk.Configuration.ConfigurationException">It can't be used; the message shows no password.</exception>
    public static ConnectionString Parse(string text, string environmentDirectory) =>
        ConnectionStringParser.Parse(text, environmentDirectory);

    /// <summary>For people and logs: without the password.</summary>
    public override string ToString()
    {
        if (Engine == DatabaseEngine.Sqlite)
        {
            return "sqlite:" + (File ?? ":memory:");
        }

        var user = User is null ? "" : Uri.EscapeDataString(User) + "@";
        var port = Port is null ? "" : FormattableString.Invariant($":{Port}");
        var isSocket = Host is not null && Host.StartsWith('/');
        var schema = Schema == DefaultSchema ? "" : "schema=" + Schema;
        var socket = isSocket ? "host=" + Host : "";
        var query = string.Join('&', new[] { socket, schema }.Where(part => part.Length > 0));
        return $"postgres://{user}{(isSocket ? "" : Host)}{port}/{DatabaseName}{(query.Length > 0 ? "?" + query : "")}";
    }
}
