using System.Globalization;
using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>
/// Makes and upgrades the tables of OffTrac and its plugins, backup first. Each step is a transaction of its own; Trac's tables
/// and <c>database_version</c> stay as they are.
/// </summary>
public static class EnvironmentUpgrade
{
    /// <summary>What an upgrade would do, in order. Only reads.</summary>
    public static async ValueTask<IReadOnlyList<string>> PlanAsync(
        IEnvironmentComposition composition, bool indices, CancellationToken cancellation) =>
        [.. (await StepsAsync(composition, indices, cancellation).ConfigureAwait(false)).Select(step => step.Description)];

    /// <summary>Upgrades. When a step fails, those before it stand, it is undone, and the failure is thrown.</summary>
    public static async ValueTask<UpgradeReport> RunAsync(
        OpenedEnvironment opened, IEnvironmentComposition composition, UpgradeRequest request, CancellationToken cancellation)
    {
        var steps = await StepsAsync(composition, request.HasIndices, cancellation).ConfigureAwait(false);
        if (steps.Count == 0)
        {
            return new UpgradeReport { Steps = [] };
        }

        string? backup = null;
        if (request.HasBackup)
        {
            backup = Path.GetFullPath(request.BackupFile ?? BackupFile(opened, request.Time), opened.Environment.Directory);
            await DatabaseBackup.WriteAsync(composition.Database, backup, PgDumpPath(opened), cancellation).ConfigureAwait(false);
        }

        foreach (var step in steps)
        {
            await RunAsync(step, composition.Database, cancellation).ConfigureAwait(false);
        }

        return new UpgradeReport { Steps = [.. steps.Select(step => step.Description)], Backup = backup };
    }

    internal static string PgDumpPath(OpenedEnvironment opened) =>
        opened.Environment.Configuration.Get("trac", "pg_dump_path") is { Length: > 0 } path ? path : "pg_dump";

    private static string BackupFile(OpenedEnvironment opened, TimeProvider time)
    {
        var directory = opened.Environment.Configuration.Get("trac", "backup_dir") is { Length: > 0 } configured ? configured : "db";
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{opened.Environment.DatabaseVersion}.{time.GetUtcNow().ToUnixTimeSeconds()}");
        return Path.Combine(directory, opened.Database.Engine == DatabaseEngine.Sqlite ? $"sqlite.{stamp}.bak" : $"postgres.{stamp}.bak.gz");
    }

    private static async ValueTask<List<UpgradeStep>> StepsAsync(
        IEnvironmentComposition composition, bool indices, CancellationToken cancellation)
    {
        var steps = new List<UpgradeStep>();
        await AddSchemasAsync(steps, composition, cancellation).ConfigureAwait(false);
        await AddParticipantsAsync(steps, composition, cancellation).ConfigureAwait(false);
        if (indices)
        {
            await AddIndicesAsync(steps, composition.Database, cancellation).ConfigureAwait(false);
        }

        return steps;
    }

    private static async ValueTask AddSchemasAsync(List<UpgradeStep> steps, IEnvironmentComposition composition, CancellationToken cancellation)
    {
        var owned = await composition.SchemaOwners.AskAllAsync(
            0, static (owner, _, _) => new ValueTask<DatabaseSchema>(owner.Schema), cancellation).ConfigureAwait(false);
        foreach (var (component, schema) in owned.Select(answer => (answer.Component, answer.Value)))
        {
            var database = composition.Database;
            var version = await database.ReadAsync(
                schema, static (session, schema, cancellation) => SchemaTables.VersionAsync(schema, session, cancellation), cancellation)
                .ConfigureAwait(false);
            if (version is null)
            {
                steps.Add(new UpgradeStep(
                    $"make the tables of {schema.Area}",
                    (scope, cancellation) => database.EnsureSchemaAsync(schema, scope, cancellation)));
                continue;
            }

            if (version > schema.Version)
            {
                throw SchemaTables.WrongVersion(schema, version.Value);
            }

            for (var next = version.Value + 1; next <= schema.Version; next++)
            {
                steps.Add(Upgrade(composition, component, schema, next));
            }
        }
    }

    private static UpgradeStep Upgrade(IEnvironmentComposition composition, string component, DatabaseSchema schema, int version) => new(
        string.Create(CultureInfo.InvariantCulture, $"upgrade the tables of {schema.Area} to version {version}"),
        async (scope, cancellation) =>
        {
            var found = await SchemaTables.VersionAsync(schema, scope, cancellation).ConfigureAwait(false);
            if (found >= version)
            {
                // Somebody else upgraded them meanwhile.
                return;
            }

            await composition.SchemaOwners.AskOneAsync(
                component,
                (scope, version),
                static async (owner, state, cancellation) =>
                {
                    await owner.UpgradeAsync(state.version, state.scope, cancellation).ConfigureAwait(false);
                    return 0;
                },
                cancellation).ConfigureAwait(false);
            await SchemaTables.SetVersionAsync(schema, version, scope, cancellation).ConfigureAwait(false);
            composition.Database.Forget(schema);
        });

    private static async ValueTask AddParticipantsAsync(
        List<UpgradeStep> steps, IEnvironmentComposition composition, CancellationToken cancellation)
    {
        var needs = await composition.Database.ReadAsync(
            composition.Participants,
            static (session, participants, cancellation) => participants.AskAllAsync(
                session, static (participant, session, cancellation) => participant.NeedsUpgradeAsync(session, cancellation), cancellation),
            cancellation).ConfigureAwait(false);
        foreach (var need in needs.Where(need => need.Value is not null))
        {
            var component = need.Component;
            steps.Add(new UpgradeStep(
                $"upgrade {component}: {need.Value}",
                async (scope, cancellation) => await composition.Participants.AskOneAsync(
                    component,
                    scope,
                    static async (participant, scope, cancellation) =>
                    {
                        await participant.UpgradeAsync(scope, cancellation).ConfigureAwait(false);
                        return 0;
                    },
                    cancellation).ConfigureAwait(false)));
        }
    }

    private static async ValueTask AddIndicesAsync(List<UpgradeStep> steps, Database database, CancellationToken cancellation)
    {
        var existing = await database.ReadAsync(
            TracIndices.ExistsSql(database.Engine),
            static async (session, sql, cancellation) => await session.Connection.QueryAsync<string>(
                new CommandDefinition(sql, transaction: session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false),
            cancellation).ConfigureAwait(false);
        var names = existing.ToHashSet(StringComparer.Ordinal);
        var hasTrigrams = database.Engine == DatabaseEngine.PostgreSql && await database.ReadAsync(
            TracIndices.TrigramsSql,
            static async (session, sql, cancellation) => await session.Connection.ExecuteScalarAsync<int?>(
                new CommandDefinition(sql, transaction: session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false),
            cancellation).ConfigureAwait(false) is not null;
        foreach (var (name, sql) in TracIndices.All.Concat(hasTrigrams ? TracIndices.Search : []).Where(index => !names.Contains(index.Name)))
        {
            steps.Add(new UpgradeStep(
                $"make index {name}",
                async (scope, cancellation) => await scope.Connection.ExecuteAsync(
                    new CommandDefinition(sql, transaction: scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false)));
        }
    }

    private static async ValueTask RunAsync(UpgradeStep step, Database database, CancellationToken cancellation) =>
        await database.WriteAsync(
            step,
            static async (scope, step, cancellation) =>
            {
                var before = await DatabaseVersionAsync(scope, cancellation).ConfigureAwait(false);
                await step.RunAsync(scope, cancellation).ConfigureAwait(false);
                if (await DatabaseVersionAsync(scope, cancellation).ConfigureAwait(false) != before)
                {
                    throw new TracException($"'{step.Description}' changed database_version, which is Trac's; the step was undone.");
                }

                return 0;
            },
            null,
            cancellation).ConfigureAwait(false);

    private static Task<string?> DatabaseVersionAsync(IWriteScope scope, CancellationToken cancellation) =>
        scope.Connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT value FROM system WHERE name = 'database_version'", transaction: scope.Transaction, cancellationToken: cancellation));
}
