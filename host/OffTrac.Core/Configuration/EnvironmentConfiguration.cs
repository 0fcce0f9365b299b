using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using OffTrac.Core.Components;
using OffTrac.Core.Deliveries.Watching;
using OffTrac.Core.Environments;
using OffTrac.Sdk;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>The layers of an environment's configuration, read again when a file of them changes.</summary>
public sealed class EnvironmentConfiguration : IEnvironmentConfiguration, IDisposable
{
    private readonly ILogger _logger;
    private readonly ChangeSignal _changed = new();
    private readonly Lock _refreshing = new();
    private readonly IniWriter _writer;
    private volatile ConfigurationState _state;
    private IReadOnlyList<FileStamp> _lastTried;
    private long _version = 1;

    private EnvironmentConfiguration(ConfigurationFiles files, ConfigurationState state, TimeProvider time, ILogger logger)
    {
        Files = files;
        _state = state;
        _lastTried = state.Stamps;
        _logger = logger;
        _writer = new IniWriter(time);
        LogWarnings(state);
    }

    public ConfigurationFiles Files { get; }

    public long Version => Volatile.Read(ref _version);

    public IReadOnlyCollection<string> Sections => _state.Sections;

    /// <summary>The files that exist, the first counts most.</summary>
    public IReadOnlyList<string> Layers => [.. _state.Layers.Select(layer => layer.File)];

    /// <exception cref="ConfigurationException">A file can't be read.</exception>
    public static EnvironmentConfiguration Open(ConfigurationFiles files, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new EnvironmentConfiguration(files, ConfigurationState.Read(files), time, logger);
    }

    public string? Get(string section, string option) => Find(section, option)?.Value;

    /// <summary>The value that counts, and where it stands.</summary>
    public ConfiguredValue? Find(string section, string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return _state.Find(section, option.ToLowerInvariant());
    }

    public IReadOnlyDictionary<string, string> Section(string section) =>
        FindAll(section).ToDictionary(value => value.Option, value => value.Value, StringComparer.Ordinal);

    /// <summary>All options of a section in the order of the layers, and in each in that of the file.</summary>
    public IReadOnlyList<ConfiguredValue> FindAll(string section)
    {
        var state = _state;
        var known = state.Section(section);
        var ordered = new List<ConfiguredValue>(known.Count);
        foreach (var layer in state.Layers)
        {
            // Those of [DEFAULT] come after the section's own, wherever they stand, as in Python.
            var own = layer.Find(section);
            ordered.AddRange(known.Values.Where(value => ReferenceEquals(value.File, layer.File))
                .OrderBy(value => own?.Find(value.Option) is null).ThenBy(value => value.Line));
        }

        return ordered;
    }

    /// <summary>The options of a section that stand in one file, whether or not they count.</summary>
    public IReadOnlyList<ConfiguredValue> FindIn(string file, string section)
    {
        if (_state.Layers.FirstOrDefault(layer => layer.File == file) is not { } layer || layer.Find(section) is not { } found)
            return [];
        return
        [
            .. found.Options.Select(option => new ConfiguredValue
            {
                Section = section, Option = option.Name, Value = option.Value, File = file, Line = option.FirstLine + 1,
            }),
        ];
    }

    public IChangeToken GetChangeToken() => _changed.Token;

    /// <summary>
    /// Reads again when a file of the chain came, went or has another time stamp. A broken edit leaves the state as it was, with one
    /// line in the log.
    /// </summary>
    /// <returns>Whether something changed.</returns>
    public bool Refresh()
    {
        lock (_refreshing)
        {
            if (_lastTried.All(stamp => stamp.IsCurrent))
                return false;
            return Reload();
        }
    }

    public async ValueTask SetAsync(string section, string option, string? value, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(section);
        ArgumentException.ThrowIfNullOrEmpty(option);
        if (Files.IsReadOnly)
            throw new ReadOnlyException($"[{section}] {option} can't be set: the host serves read-only.");
        await _writer.SetAsync(FileFor(section), section, option.ToLowerInvariant(), value, cancellation).ConfigureAwait(false);
        Refresh();
    }

    /// <summary>
    /// The file that a setting is written to: where there is a <c>conf/trac.ini</c>, Trac's own sections but <c>[components]</c> go
    /// there, all else to <c>conf/offtrac.ini</c>.
    /// </summary>
    public string FileFor(string section)
    {
        if (Files.OffTracIni is null)
            return Files.HostIni ?? throw new ConfigurationException($"[{section}] can't be written: there is no file of configuration.");
        return section != "components" && TracSections.Contains(section) && File.Exists(Files.TracIni) ? Files.TracIni! : Files.OffTracIni;
    }

    public void Dispose() => _writer.Dispose();

    private bool Reload()
    {
        try
        {
            var before = _state;
            var state = ConfigurationState.Read(Files);
            _lastTried = state.Stamps;
            _state = state;
            Interlocked.Increment(ref _version);
            LogWarnings(state);
            LogChanges(before, state);
        }
        catch (ConfigurationException exception)
        {
            _lastTried = [.. _lastTried.Select(stamp => FileStamp.Of(stamp.File))];
            _logger.LogError("{Problem} The configuration stays as it was.", exception.Message);
            return false;
        }

        TellOfChange();
        return true;
    }

    private void TellOfChange()
    {
        try
        {
            _changed.Fire();
        }
        catch (AggregateException exception)
        {
            // Binding options runs a plugin's validation: the text only, the exception would keep it in memory.
            _logger.LogError("A listener for changes of the configuration failed: {Error}", ExceptionText.Full(exception));
        }
    }

    private void LogWarnings(ConfigurationState state)
    {
        if (EnvironmentRoleOption.Problem(this) is { } problem)
            _logger.LogError("{Problem}", problem);
        if (WatchDatabaseOption.Problem(this) is { } unreadable)
            _logger.LogError("{Problem}", unreadable);
        foreach (var warning in state.Layers.SelectMany(layer => layer.Warnings))
            _logger.LogWarning("{Warning}", warning);
    }

    /// <summary>Names only: values may be secrets.</summary>
    private void LogChanges(ConfigurationState before, ConfigurationState after)
    {
        if (!_logger.IsEnabled(LogLevel.Information))
            return;
        var changed = before.Sections.Union(after.Sections, StringComparer.Ordinal)
            .SelectMany(section => before.Section(section).Keys.Union(after.Section(section).Keys, StringComparer.Ordinal)
                .Where(option => before.Find(section, option)?.Value != after.Find(section, option)?.Value)
                .Select(option => $"[{section}] {option}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (changed.Count > 0)
            _logger.LogInformation("Configuration changed: {Options}", string.Join(", ", changed));
    }
}
