using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>Copies a whole environment while others work on it.</summary>
public static class EnvironmentBackup
{
    /// <summary>
    /// Copies database and files to <paramref name="target"/>, which must not exist. SQLite is locked against writes meanwhile,
    /// where that is possible, so that rows and attachments belong together; from PostgreSQL the rows come first, so that no
    /// attachment is missed that a row names.
    /// </summary>
    /// <param name="opened">The environment.</param>
    /// <param name="target">Directory of the copy.</param>
    /// <param name="hasDatabase">False copies the files alone.</param>
    /// <param name="cancellation">Ends the copying; nothing is left.</param>
    /// <returns>Full path of the copy of the database; null when there is none.</returns>
    /// <exception cref="TracException">It can't be made; nothing was left.</exception>
    public static async ValueTask<string?> CopyAsync(
        OpenedEnvironment opened, string target, bool hasDatabase, CancellationToken cancellation)
    {
        var source = opened.Environment.Directory;
        var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        CheckTarget(source, directory);
        Directory.CreateDirectory(directory);
        try
        {
            var copy = hasDatabase ? DatabaseFile(opened.Database.Connection, directory) : null;
            if (opened.Database.Engine == DatabaseEngine.PostgreSql || opened.Database.IsReadOnly)
            {
                await CopyAllAsync(opened, directory, copy, cancellation).ConfigureAwait(false);
                return copy;
            }

            var writersWait = await opened.Database.BeginWriteAsync(cancellation).ConfigureAwait(false);
            await using (writersWait.ConfigureAwait(false))
            {
                await CopyAllAsync(opened, directory, copy, cancellation).ConfigureAwait(false);
                return copy;
            }
        }
        catch (Exception failure)
        {
            Directory.Delete(directory, recursive: true);
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw new TracException($"Backup {directory} can't be made: {failure.Message}", failure);
            }

            throw;
        }
    }

    private static async ValueTask CopyAllAsync(OpenedEnvironment opened, string directory, string? copy, CancellationToken cancellation)
    {
        if (copy is not null)
        {
            await DatabaseBackup.WriteAsync(opened.Database, copy, EnvironmentUpgrade.PgDumpPath(opened), cancellation).ConfigureAwait(false);
        }

        CopyFiles(new DirectoryInfo(opened.Environment.Directory), directory, opened.Database.Connection.File, cancellation);
    }

    private static void CheckTarget(string source, string directory)
    {
        if (Path.Exists(directory))
        {
            throw new TracException($"Backup {directory} can't be made: it exists.");
        }

        var parent = Path.GetDirectoryName(directory);
        if (!Directory.Exists(parent))
        {
            throw new TracException($"Backup {directory} can't be made: {parent} does not exist.");
        }

        if ((EnvironmentDirectory.Resolve(parent) + Path.DirectorySeparatorChar).StartsWith(source + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new TracException($"Backup {directory} can't be made: it lies inside the environment {source}.");
        }
    }

    private static string DatabaseFile(ConnectionString connection, string directory) => Path.Combine(
        directory, "db", connection.Engine == DatabaseEngine.Sqlite ? Path.GetFileName(connection.File!) : "postgres-db-backup.sql.gz");

    private static void CopyFiles(DirectoryInfo source, string target, string? database, CancellationToken cancellation)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in source.EnumerateFileSystemInfos())
        {
            cancellation.ThrowIfCancellationRequested();
            var copy = Path.Combine(target, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(copy, link);
            }
            else if (entry is DirectoryInfo directory)
            {
                CopyFiles(directory, copy, database, cancellation);
            }
            else if (!BelongsTo(database, entry.FullName))
            {
                File.Copy(entry.FullName, copy);
            }
        }
    }

    // To open the database as a plain file would drop the locks that SQLite holds on it for this process.
    private static bool BelongsTo(string? database, string file) => database is not null
        && (file == database || file == database + "-journal" || file == database + "-wal" || file == database + "-shm");
}
