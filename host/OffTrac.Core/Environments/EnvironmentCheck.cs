using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>Reports what it means to serve an environment with OffTrac. Writes nothing, in no file and no row.</summary>
public static class EnvironmentCheck
{
    private static readonly string[] s_written = ["conf", "conf/trac.ini", "conf/offtrac.ini", "files", "files/attachments"];

    public static async ValueTask<CheckReport> RunAsync(
        string directory, IEnvironmentConfiguration configuration, KnownNames known, CancellationToken cancellation)
    {
        var resolved = EnvironmentDirectory.Resolve(directory);
        var report = new CheckReport
        {
            Directory = resolved,
            NotWritable = [.. DirectoriesNotWritable(resolved)],
            Findings = [.. ConfigurationCheck.Run(configuration, known), .. PythonPlugins.Find(resolved, configuration)],
        };
        try
        {
            EnvironmentDirectory.Check(resolved);
            var connection = EnvironmentOpener.ConnectionOf(configuration, resolved);
            report = report with { Database = connection.ToString() };
            var database = Database.Open(connection, new DatabaseSettings { IsReadOnly = true });
            await using (database.ConfigureAwait(false))
            {
                var version = await EnvironmentOpener.ReadVersionAsync(database, cancellation).ConfigureAwait(false);
                report = report with { DatabaseVersion = version };
                EnvironmentOpener.CheckVersion(version, resolved);
                return await ReadAsync(report, database, known, cancellation).ConfigureAwait(false);
            }
        }
        catch (TracException failure)
        {
            return report with { Problem = failure.Message };
        }
    }

    private static async ValueTask<CheckReport> ReadAsync(
        CheckReport report, Database database, KnownNames known, CancellationToken cancellation) => await database.ReadAsync(
            (report, database, known),
            static async (session, state, cancellation) => state.report with
            {
                NotWritable =
                [
                    .. state.report.NotWritable,
                    .. await DatabaseRights.MissingAsync(state.database.Connection, session, cancellation).ConfigureAwait(false),
                ],
                Tables = await TablesAsync(state.database.Engine, state.known, session, cancellation).ConfigureAwait(false),
                Findings =
                [
                    .. state.report.Findings,
                    .. await WikiTextCheck.RunAsync(session, state.known, cancellation).ConfigureAwait(false),
                ],
            },
            cancellation).ConfigureAwait(false);

    private static async ValueTask<IReadOnlyList<TableToMake>> TablesAsync(
        DatabaseEngine engine, KnownNames known, IDatabaseSession session, CancellationToken cancellation)
    {
        var missing = new List<TableToMake>();
        foreach (var schema in known.Schemas)
        {
            var version = await SchemaTables.VersionAsync(schema, session, cancellation).ConfigureAwait(false);
            if (version != schema.Version)
            {
                missing.Add(new TableToMake(
                    schema.Area,
                    [.. schema.Tables.Select(table => table.Name)],
                    schema.Version,
                    version,
                    version is null ? [.. SchemaSql.Create(schema, engine)] : []));
            }
        }

        return missing;
    }

    private static IEnumerable<string> DirectoriesNotWritable(string directory) =>
        s_written
            .Select(name => Path.Combine(directory, name))
            .Where(path => Path.Exists(path) && !WriteAccess.Has(path))
            .Select(path => $"{path} can't be written by this user.");
}
