using Microsoft.Extensions.Primitives;
using OffTrac.Core.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Web;

/// <summary>What the web server serves and where it hears that this has changed.</summary>
internal sealed record WebSource
{
    public required IHost Identity { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The host components, whose routes lie at the root.</summary>
    public required IExtensionPoints RootPoints { get; init; }

    /// <summary>The host's own configuration; gives null when there is no host file.</summary>
    public Func<IEnvironmentConfiguration?> Configuration { get; init; } = () => null;

    /// <summary>The environments with their components, in order.</summary>
    public required Func<IReadOnlyList<(IServedEnvironment Served, IExtensionPoints Points)>> Environments { get; init; }

    /// <summary>Fires when <see cref="Environments"/> has changed.</summary>
    public required Func<IChangeToken> EnvironmentsChanged { get; init; }

    /// <summary>Tries again to open an environment that is not open. False when its database can't be reached.</summary>
    public Func<IServedEnvironment, CancellationToken, ValueTask<bool>> Reopen { get; init; } = (_, _) => new(true);

    /// <summary>The folders of the plugins that serve an environment (or, for null, the host), in the order of plugins.</summary>
    public Func<IServedEnvironment?, IReadOnlyList<(string Plugin, string Folder)>> PluginFolders { get; init; } = _ => [];
}
