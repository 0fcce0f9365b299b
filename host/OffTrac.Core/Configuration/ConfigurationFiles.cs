namespace OffTrac.Core.Configuration;

/// <summary>Which files make the configuration of an environment.</summary>
public sealed record ConfigurationFiles
{
    /// <summary>The environment; null for the host's own configuration.</summary>
    public string? EnvironmentDirectory { get; init; }

    /// <summary><c>conf/offtrac.ini</c>, whether it exists or not; null for none.</summary>
    public string? OffTracIni { get; init; }

    /// <summary><c>conf/trac.ini</c>, whether it exists or not; null for none.</summary>
    public string? TracIni { get; init; }

    /// <summary>The host's file, whose sections but <c>[host]</c> lie below; null for none.</summary>
    public string? HostIni { get; init; }

    /// <summary>True when nothing may be written.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Where relative paths in values begin; also for values from files elsewhere.</summary>
    public string? ConfDirectory => EnvironmentDirectory is null ? Path.GetDirectoryName(HostIni) : Path.Combine(EnvironmentDirectory, "conf");

    public static ConfigurationFiles ForEnvironment(string directory, string? hostIni, bool readOnly) => new()
    {
        EnvironmentDirectory = directory,
        OffTracIni = Path.Combine(directory, "conf", "offtrac.ini"),
        TracIni = Path.Combine(directory, "conf", "trac.ini"),
        HostIni = hostIni,
        IsReadOnly = readOnly,
    };
}
