using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>The host's own file.</summary>
public sealed class HostConfiguration : IDisposable
{
    public const string Section = "host";

    private HostConfiguration(string? file, EnvironmentConfiguration configuration, HostOptions options)
    {
        File = file;
        Configuration = configuration;
        Options = options;
    }

    /// <summary>Full path of the file; null when the host has none.</summary>
    public string? File { get; }

    /// <summary>All sections of the file, for components that serve the whole host.</summary>
    public EnvironmentConfiguration Configuration { get; }

    /// <summary>Section <c>[host]</c>; a change of it needs a restart.</summary>
    public HostOptions Options { get; }

    /// <exception cref="ConfigurationException">The file is not there, can't be read, or <c>[host]</c> has a bad value.</exception>
    public static HostConfiguration Open(string? file, bool readOnly, TimeProvider time, ILogger logger)
    {
        var path = file is null ? null : Path.GetFullPath(file);
        if (path is not null && !System.IO.File.Exists(path))
            throw new ConfigurationException($"{path}: there is no such file.");
        var configuration = EnvironmentConfiguration.Open(new ConfigurationFiles { HostIni = path, IsReadOnly = readOnly }, time, logger);
        var binding = OptionsBinder.Bind<HostOptions>(configuration);
        if (binding.Problems.Count > 0)
            throw new ConfigurationException(binding.Problems[0]);
        foreach (var unknown in OptionCatalog.Of([]).FindUnknown(configuration).Where(option => option.Section == Section))
            logger.LogWarning("{Unknown}", unknown.Message);
        return new HostConfiguration(path, configuration, binding.Value);
    }

    /// <summary>A path of the file as a full one.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Path.GetDirectoryName(File) ?? Directory.GetCurrentDirectory());

    public void Dispose() => Configuration.Dispose();
}
