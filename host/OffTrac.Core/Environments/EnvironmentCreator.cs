using Microsoft.Extensions.Logging;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>Makes environments that OffTrac and Trac 1.4 to 1.6 can serve. What fails half way leaves nothing behind.</summary>
public static class EnvironmentCreator
{
    /// <returns>Full path of the directory.</returns>
    /// <exception cref="TracException">It can't be made there; nothing was left.</exception>
    public static async ValueTask<string> CreateAsync(EnvironmentCreation creation, CancellationToken cancellation)
    {
        var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(creation.Directory));
        CheckTarget(directory);
        var connection = ConnectionString.Parse(creation.Database, directory);
        if (connection.IsInMemory)
        {
            throw new TracException("An environment can't live in memory: [trac] database must name a file or a PostgreSQL database.");
        }

        var existed = Directory.Exists(directory);
        Directory.CreateDirectory(directory);
        directory = EnvironmentDirectory.Resolve(directory);
        var tables = new EnvironmentTables(ConnectionString.Parse(creation.Database, directory), creation);
        try
        {
            EnvironmentFiles.Write(directory, creation);
            await tables.CreateAsync(cancellation).ConfigureAwait(false);
            await LetParticipateAsync(creation, directory, cancellation).ConfigureAwait(false);
            return directory;
        }
        catch
        {
            await UndoAsync(tables, creation).ConfigureAwait(false);
            RemoveFiles(directory, existed);
            throw;
        }
    }

    private static async ValueTask UndoAsync(EnvironmentTables tables, EnvironmentCreation creation)
    {
        try
        {
            await tables.UndoAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What the person must hear is why the making failed.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            creation.Logger.LogError("Tables of a failed 'env create' could not be removed: {Reason}", failure.Message);
        }
    }

    private static async ValueTask LetParticipateAsync(EnvironmentCreation creation, string directory, CancellationToken cancellation)
    {
        if (creation.Compose is null)
        {
            return;
        }

        var composition = await creation.Compose(directory, cancellation).ConfigureAwait(false);
        await using (composition.ConfigureAwait(false))
        {
            await composition.Database.WriteAsync(
                composition.Participants,
                static async (scope, participants, cancellation) =>
                {
                    await participants.TellAsync(
                        scope,
                        static (participant, scope, cancellation) => participant.EnvironmentCreatedAsync(scope, cancellation),
                        cancellation).ConfigureAwait(false);
                    return 0;
                },
                null,
                cancellation).ConfigureAwait(false);
        }
    }

    private static void CheckTarget(string directory)
    {
        var parent = Path.GetDirectoryName(directory);
        if (parent is not null && !Directory.Exists(parent))
        {
            throw new TracException($"{directory} can't be made: {parent} does not exist.");
        }

        if (File.Exists(directory))
        {
            throw new TracException($"{directory} can't be made: it is a file.");
        }

        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
        {
            throw new TracException($"{directory} can't be made: the directory exists and is not empty.");
        }
    }

    private static void RemoveFiles(string directory, bool keepDirectory)
    {
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } child)
            {
                child.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }

        if (!keepDirectory)
        {
            Directory.Delete(directory);
        }
    }
}
