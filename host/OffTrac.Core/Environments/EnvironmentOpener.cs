using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>Opens environments in place. Nothing is written, in no file and no row.</summary>
public static class EnvironmentOpener
{
    public const string DefaultDatabase = "sqlite:db/trac.db";

    public static async ValueTask<OpenedEnvironment> OpenAsync(
        string directory,
        IEnvironmentConfiguration configuration,
        bool readOnly,
        ILogger logger,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var resolved = EnvironmentDirectory.Resolve(directory);
        EnvironmentDirectory.Check(resolved);
        var settings = new DatabaseSettings
        {
            IsReadOnly = readOnly, Logger = logger, Time = time, ConnectionTimeout = ConnectionTimeout(configuration),
        };
        var database = Database.Open(ConnectionOf(configuration, resolved), settings);
        try
        {
            var version = await ReadVersionAsync(database, cancellation).ConfigureAwait(false);
            CheckVersion(version, resolved);
            return new OpenedEnvironment(new TracEnvironment(resolved, configuration, version, readOnly), database);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Where the ini says that the database is.</summary>
    internal static ConnectionString ConnectionOf(IEnvironmentConfiguration configuration, string directory) =>
        ConnectionString.Parse(configuration.Get("trac", "database") ?? DefaultDatabase, directory);

    /// <summary>The row <c>database_version</c>, whatever it is.</summary>
    internal static async ValueTask<int> ReadVersionAsync(Database database, CancellationToken cancellation)
    {
        string? text;
        try
        {
            text = await database.ReadAsync(
                0,
                static async (session, _, cancellation) => await session.Connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
                    "SELECT value FROM system WHERE name = 'database_version'", transaction: session.Transaction, cancellationToken: cancellation))
                    .ConfigureAwait(false),
                cancellation).ConfigureAwait(false);
        }
        catch (DbException failure) when (failure is Npgsql.PostgresException { SqlState: "42P01" } or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 1 })
        {
            throw new TracException($"Database {database.Connection} has no table system: it is not a Trac database.", failure);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new TracException($"Database {database.Connection} has database_version '{text}' in table system; it must be a number.");
    }

    internal static void CheckVersion(int version, string directory)
    {
        if (DatabaseTraits.Versions.Contains(version))
        {
            return;
        }

        throw new TracException(version > TracSchema.Version
            ? $"{directory} has database version {version}, newer than {TracSchema.Version}, the newest that is known: install a newer OffTrac."
            : $"{directory} has database version {version}; 29 (Trac 1.0), 41 (1.2) and 45 (1.4 to 1.6) are known: run 'trac-admin {directory} upgrade' of Trac 1.6 first.");
    }

    private static TimeSpan ConnectionTimeout(IEnvironmentConfiguration configuration)
    {
        var text = configuration.Get("trac", "timeout");
        if (string.IsNullOrWhiteSpace(text))
        {
            return TimeSpan.FromSeconds(20);
        }

        return int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : throw new ConfigurationException($"[trac] timeout = {text} can't be used: it is a whole number of seconds, 0 waits for ever.");
    }
}
