using OffTrac.Core.Components;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Host.Components;

/// <summary>Asks a new component whether the environment has what it needs. Only reads.</summary>
internal sealed class EnvironmentChecks(IDatabase database) : ComponentChecks
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public override async ValueTask<string?> MissingAsync(object instance, CancellationToken cancellation)
    {
        if (instance is not (IEnvironmentSetupParticipant or ISchemaOwner))
        {
            return null;
        }

        try
        {
            return await Task.Run(() => AskAsync(instance, cancellation), cancellation)
                .WaitAsync(s_limit, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return $"it did not say within {s_limit.TotalSeconds:0} s whether it needs an upgrade";
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return "it can't say whether it needs an upgrade: "
                + (exception is TracException ? exception.Message : ExceptionText.Line(exception));
        }
    }

    private async Task<string?> AskAsync(object instance, CancellationToken cancellation)
        => await database.ReadAsync(
            instance,
            static async (session, instance, token) =>
            {
                var missing = instance is ISchemaOwner owner ? await OlderTablesAsync(owner, session, token).ConfigureAwait(false) : null;
                missing ??= instance is IEnvironmentSetupParticipant participant
                    ? await participant.NeedsUpgradeAsync(session, token).ConfigureAwait(false)
                    : null;
                return missing is null ? null : missing.ReplaceLineEndings(" ") + "; it is off until offtrac env upgrade";
            },
            cancellation).ConfigureAwait(false);

    /// <summary>Tables that are not there are empty, and need no upgrade.</summary>
    private static async ValueTask<string?> OlderTablesAsync(ISchemaOwner owner, IDatabaseSession session, CancellationToken cancellation)
    {
        var schema = owner.Schema;
        var version = await SchemaTables.VersionAsync(schema, session, cancellation).ConfigureAwait(false);
        return version switch
        {
            null => null,
            _ when version < schema.Version => $"its tables offtrac_{schema.Area} have version {version} and it needs {schema.Version}",
            _ when version > schema.Version => $"its tables offtrac_{schema.Area} have version {version}, newer than {schema.Version}, which it knows: install a newer version of the plugin",
            _ => null,
        };
    }
}
