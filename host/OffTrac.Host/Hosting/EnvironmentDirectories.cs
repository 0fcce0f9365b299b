using OffTrac.Core.Configuration;
using OffTrac.Core.Environments;
using OffTrac.Host.Environments;

namespace OffTrac.Host.Hosting;

/// <summary>Which environments a host serves.</summary>
internal static class EnvironmentDirectories
{
    private const string Embedded = "data/default";

    /// <summary>Those that were named; when none was, the embedded one, which <c>serve</c> makes when it is not there.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(
        HostStartup startup, HostConfiguration configuration, CancellationToken cancellation)
    {
        string[] named =
        [
            .. startup.Environments.Select(EnvironmentDirectory.Resolve),
            .. startup.OnlyTheseEnvironments ? [] : configuration.Options.Environments.Select(path => EnvironmentDirectory.Resolve(configuration.Resolve(path))),
        ];
        if (named.Length > 0 || startup.OnlyTheseEnvironments)
        {
            return named;
        }

        var embedded = configuration.Resolve(Embedded);
        if (Directory.Exists(embedded))
        {
            return [EnvironmentDirectory.Resolve(embedded)];
        }

        return startup.Mode == HostMode.Serve && !startup.IsReadOnly ? [await CreateAsync(embedded, startup, cancellation).ConfigureAwait(false)] : [];
    }

    private static async Task<string> CreateAsync(string directory, HostStartup startup, CancellationToken cancellation)
    {
        var logger = startup.Loggers.CreateLogger("OffTrac.Environments");
        Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
        var creation = new EnvironmentCreation
        {
            Directory = directory,
            Compose = (made, token) => EnvironmentComposition.OpenAsync(made, startup, token),
            Time = startup.Time,
            Logger = logger,
        };
        var created = await EnvironmentCreator.CreateAsync(creation, cancellation).ConfigureAwait(false);
        logger.LogInformation("Created environment {Directory}", created);
        return created;
    }
}
