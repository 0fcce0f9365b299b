using OffTrac.Core.Components;
using OffTrac.Core.Environments;
using OffTrac.Core.Storage;
using OffTrac.Host.Hosting;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Host.Environments;

/// <summary>The components of an environment that is being made or upgraded.</summary>
/// <param name="environment">The environment, open.</param>
/// <param name="owned">The host that was started for it alone and ends with this; null when somebody else ends it.</param>
internal sealed class EnvironmentComposition(EnvironmentHost environment, OffTracHost? owned = null) : IEnvironmentComposition
{
    public Database Database => environment.Get<Database>();

    public IComponentPoint<IEnvironmentSetupParticipant> Participants => environment.Points.Get<IEnvironmentSetupParticipant>();

    public IComponentPoint<ISchemaOwner> SchemaOwners => environment.Points.Get<ISchemaOwner>();

    /// <summary>Opens an environment whose files and tables were just made, with all components that its configuration enables.</summary>
    /// <param name="directory">Its directory.</param>
    /// <param name="startup">Where the host's file is, and who logs.</param>
    /// <param name="cancellation">Ends the opening.</param>
    public static async ValueTask<IEnvironmentComposition> OpenAsync(string directory, HostStartup startup, CancellationToken cancellation)
    {
        var host = await OffTracHost.StartAsync(
            startup with
            {
                Mode = HostMode.Command,
                Environments = [directory],
                OnlyTheseEnvironments = true,
                IsReadOnly = false,
                CommandWords = null,
                ForUpgrade = true,
            },
            cancellation).ConfigureAwait(false);
        try
        {
            var environment = host.Environments.Served.Single();
            return environment.Problem is { } problem ? throw new TracException(problem) : new EnvironmentComposition(environment, host);
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? default;
}
