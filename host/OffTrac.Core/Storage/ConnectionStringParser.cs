using System.Globalization;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>Trac's connection strings (TracEnvironment, "Database Connection Strings"): not URLs, though they look like them.</summary>
internal static class ConnectionStringParser
{
    private const string Forms =
        "Use sqlite:db/trac.db, sqlite:/path/trac.db, sqlite::memory:, postgres://user:password@host:port/database?schema=name or postgres:///database.";

    private static readonly string[] s_journalModes = ["DELETE", "TRUNCATE", "PERSIST", "MEMORY", "WAL"];
    private static readonly string[] s_synchronous = ["OFF", "NORMAL", "FULL", "EXTRA", "0", "1", "2", "3"];

    public static ConnectionString Parse(string text, string environmentDirectory)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            throw Invalid(text, text.Length == 0 ? "It is empty." : "It has no scheme.");
        }

        var rest = text[(colon + 1)..];
        return text[..colon] switch
        {
            "sqlite" => Sqlite(text, rest, environmentDirectory),
            "postgres" => PostgreSql(text, rest),
            "mysql" => throw Invalid(text, "MySQL is not supported."),
            var scheme => throw Invalid(text, $"The scheme '{scheme}' is not known."),
        };
    }

    private static ConnectionString Sqlite(string text, string rest, string environmentDirectory)
    {
        var (path, parameters) = SplitParameters(text, rest);
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            // sqlite:///abs is the form with an empty host; sqlite://host/path means nothing.
            path = path.StartsWith("///", StringComparison.Ordinal)
                ? path[2..]
                : throw Invalid(text, "A file has no host.");
        }

        if (path.Length == 0 || path == "/")
        {
            throw Invalid(text, "It names no file.");
        }

        return new ConnectionString
        {
            Engine = DatabaseEngine.Sqlite,
            File = path == ":memory:" ? null : Path.GetFullPath(path, environmentDirectory),
            BusyTimeout = BusyTimeout(text, parameters),
            JournalMode = OneOf(text, parameters, "journal_mode", s_journalModes),
            Synchronous = OneOf(text, parameters, "synchronous", s_synchronous),
        };
    }

    private static ConnectionString PostgreSql(string text, string rest)
    {
        if (!rest.StartsWith('/'))
        {
            throw Invalid(text, "A '/' must follow 'postgres:'.");
        }

        var authority = "";
        var path = rest[1..];
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            authority = slash < 0 ? rest[2..] : rest[2..slash];
            path = slash < 0 ? "" : rest[(slash + 1)..];
        }

        (path, var parameters) = SplitParameters(text, path);
        if (path.Length == 0)
        {
            throw Invalid(text, "It names no database.");
        }

        var (user, password, host, port) = SplitAuthority(text, authority);
        var schema = parameters.GetValueOrDefault("schema");
        return new ConnectionString
        {
            Engine = DatabaseEngine.PostgreSql,
            User = user,
            Password = password,
            Host = NullIfEmpty(parameters.GetValueOrDefault("host")) ?? host,
            Port = port,
            DatabaseName = path,
            Schema = string.IsNullOrEmpty(schema) ? ConnectionString.DefaultSchema : schema,
        };
    }

    private static (string? User, string? Password, string? Host, int? Port) SplitAuthority(string text, string authority)
    {
        string? user = null, password = null;
        var host = authority;
        var at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            var colon = authority.IndexOf(':', 0, at);
            user = Uri.UnescapeDataString(authority[..(colon < 0 ? at : colon)]);
            password = colon < 0 ? null : Uri.UnescapeDataString(authority[(colon + 1)..at]);
            host = authority[(at + 1)..];
        }

        int? port = null;
        var portColon = host.LastIndexOf(':');
        if (portColon >= 0 && !host.EndsWith(']'))
        {
            if (!int.TryParse(host.AsSpan(portColon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > 65535)
            {
                throw Invalid(text, "The port is a number from 1 to 65535.");
            }

            port = number;
            host = host[..portColon];
        }

        return (NullIfEmpty(user), NullIfEmpty(password), NullIfEmpty(host), port);
    }

    private static (string Path, Dictionary<string, string> Parameters) SplitParameters(string text, string rest)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
        {
            return (rest, parameters);
        }

        foreach (var parameter in rest[(question + 1)..].Split('&'))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                throw Invalid(text, "A parameter behind the '?' has no '='.");
            }

            parameters[parameter[..equals]] = Uri.UnescapeDataString(parameter[(equals + 1)..]);
        }

        return (rest[..question], parameters);
    }

    private static TimeSpan BusyTimeout(string text, Dictionary<string, string> parameters)
    {
        if (!parameters.TryGetValue("timeout", out var value))
        {
            return TimeSpan.FromSeconds(10);
        }

        return double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86400
            ? TimeSpan.FromSeconds(seconds)
            : throw Invalid(text, $"timeout is '{value}'; it is a number of seconds up to 86400.");
    }

    private static string? OneOf(string text, Dictionary<string, string> parameters, string name, string[] allowed)
    {
        if (!parameters.TryGetValue(name, out var value))
        {
            return null;
        }

        var upper = value.ToUpperInvariant();
        return allowed.Contains(upper)
            ? upper
            : throw Invalid(text, $"{name} is '{value}'; allowed are {string.Join(", ", allowed)}.");
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static ConfigurationException Invalid(string text, string reason) =>
        new($"[trac] database = {WithoutPassword(text)} can't be used: {reason} {Forms}");

    private static string WithoutPassword(string text)
    {
        // Whatever stands between the first ':' behind the scheme and the last '@' may be a password, however broken the rest is.
        var at = text.LastIndexOf('@');
        var scheme = text.IndexOf(':', StringComparison.Ordinal);
        var colon = scheme < 0 ? -1 : text.IndexOf(':', scheme + 1);
        return colon >= 0 && colon < at ? string.Concat(text.AsSpan(0, colon + 1), "***", text.AsSpan(at)) : text;
    }
}
