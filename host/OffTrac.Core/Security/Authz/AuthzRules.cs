using System.Diagnostics.CodeAnalysis;
using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Security.Authz;

/// <summary>The rules in the file that an option <c>authz_file</c> names, read again when the file or the configuration changes.</summary>
/// <param name="configuration">Holds the option.</param>
/// <param name="section">Its section.</param>
/// <param name="parse">Reads the file; throws <see cref="ConfigurationException"/>.</param>
/// <param name="report">Is told, once, why there are no rules.</param>
internal sealed class AuthzRules<T>(
    EnvironmentConfiguration configuration, string section, Func<string, byte[], T> parse, Action<string> report)
    where T : class
{
    private readonly Lock _gate = new();
    private Reading? _reading;

    /// <summary>The rules; null when they can't be read.</summary>
    /// <param name="state">Handed to <paramref name="renewed"/>.</param>
    /// <param name="renewed">Is told of rules that were read just now, with the file's path.</param>
    public T? Get<TState>(TState state, Action<string, T, TState> renewed)
    {
        if (IsCurrent(Volatile.Read(ref _reading), out var current))
            return current.Rules;
        lock (_gate)
        {
            var before = _reading;
            if (IsCurrent(before, out current))
                return current.Rules;
            var reading = Read(configuration.Version);
            if (reading.Problem is { } problem && !string.Equals(problem, before?.Problem, StringComparison.Ordinal))
                report(problem);
            if (reading.Rules is { } rules)
                renewed(reading.Stamp.File, rules, state);
            Volatile.Write(ref _reading, reading);
            return reading.Rules;
        }
    }

    private bool IsCurrent(Reading? reading, [NotNullWhen(true)] out Reading? current)
    {
        current = reading is { Stamp.IsCurrent: true } && reading.Version == configuration.Version ? reading : null;
        return current is not null;
    }

    private Reading Read(long version)
    {
        var path = configuration.GetPath(section, "authz_file", other: null) ?? "";
        // Taken before the content: a file that changes meanwhile is read again.
        var stamp = path.Length == 0 ? default : FileStamp.Of(path);
        if (path.Length == 0)
            return new Reading(version, stamp, null, $"[{section}] authz_file is empty; it has to name the file with the rules.");
        try
        {
            return new Reading(version, stamp, parse(path, File.ReadAllBytes(path)), Problem: null);
        }
        catch (ConfigurationException exception)
        {
            return new Reading(version, stamp, null, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Reading(version, stamp, null, $"[{section}] authz_file = {path} can't be read: {exception.Message}");
        }
    }

    private sealed record Reading(long Version, FileStamp Stamp, T? Rules, string? Problem);
}
