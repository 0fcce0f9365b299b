using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using SQLitePCL;

namespace OffTrac.Core.Storage;

/// <summary>Copies a database while others work on it. The copy is one state; a copy that fails half way is removed.</summary>
public static class DatabaseBackup
{
    private const int PagesAtOnce = 2000;

    /// <summary>Copies the file, or dumps the schema with <c>pg_dump</c>, compressed.</summary>
    /// <param name="database">What to copy.</param>
    /// <param name="file">The file to make; it must not exist.</param>
    /// <param name="pgDump"><c>[trac] pg_dump_path</c>.</param>
    /// <param name="cancellation">Ends the copying.</param>
    /// <exception cref="TracException">It can't be made.</exception>
    public static async ValueTask WriteAsync(Database database, string file, string pgDump, CancellationToken cancellation)
    {
        var unfinished = file + ".part";
        try
        {
            if (File.Exists(file))
            {
                throw new TracException($"Backup {file} can't be made: the file exists.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (database.Engine == DatabaseEngine.Sqlite)
            {
                await CopyAsync(database, unfinished, cancellation).ConfigureAwait(false);
            }
            else
            {
                await DumpAsync(database.Connection, unfinished, pgDump, cancellation).ConfigureAwait(false);
            }

            File.Move(unfinished, file);
        }
        catch (Exception failure)
        {
            File.Delete(unfinished);
            if (failure is IOException or UnauthorizedAccessException or SqliteException)
            {
                throw new TracException($"Backup {file} can't be made: {failure.Message}", failure);
            }

            throw;
        }
    }

    private static async ValueTask CopyAsync(Database database, string file, CancellationToken cancellation) =>
        await database.ReadAsync(
            file,
            static async (session, file, cancellation) =>
            {
                using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
                target.Open();

                // Holds one state for the whole copy: otherwise each write of somebody else would start it again.
                using var look = session.Connection.CreateCommand();
                look.Transaction = session.Transaction;
                look.CommandText = "SELECT count(*) FROM sqlite_master";
                look.ExecuteScalar();
                await Task.Run(() => Copy((SqliteConnection)session.Connection, target, cancellation), cancellation).ConfigureAwait(false);
                return 0;
            },
            cancellation).ConfigureAwait(false);

    private static void Copy(SqliteConnection source, SqliteConnection target, CancellationToken cancellation)
    {
        var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            throw new SqliteException(raw.sqlite3_errmsg(target.Handle).utf8_to_string(), raw.sqlite3_errcode(target.Handle));
        }

        int code;
        do
        {
            code = raw.sqlite3_backup_step(backup, PagesAtOnce);
        }
        while (code == raw.SQLITE_OK && !cancellation.IsCancellationRequested);

        _ = raw.sqlite3_backup_finish(backup);
        cancellation.ThrowIfCancellationRequested();
        if (code != raw.SQLITE_DONE)
        {
            throw new SqliteException(raw.sqlite3_errstr(code).utf8_to_string(), code);
        }
    }

    private static async ValueTask DumpAsync(ConnectionString connection, string file, string pgDump, CancellationToken cancellation)
    {
        using var process = Start(connection, file, pgDump);
        try
        {
            var errors = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new TracException($"{pgDump} could not dump {connection}: {errors.Trim().ReplaceLineEndings(" ")}");
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static Process Start(ConnectionString connection, string file, string pgDump)
    {
        var start = new ProcessStartInfo(pgDump) { UseShellExecute = false, RedirectStandardError = true };
        Add("--inserts", "--no-privileges", "--no-owner", "--no-password", "--compress=6");
        Add("--schema=" + SchemaSql.Quote(connection.Schema), "--file=" + file);
        if (connection.Host is { } host)
        {
            Add("--host=" + host);
        }

        if (connection.Port is { } port)
        {
            Add("--port=" + port.ToString(CultureInfo.InvariantCulture));
        }

        if (connection.User is { } user)
        {
            Add("--username=" + user);
        }

        Add("--dbname=" + connection.DatabaseName);
        if (connection.Password is { } password)
        {
            start.Environment["PGPASSWORD"] = password;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new TracException($"[trac] pg_dump_path = {pgDump} can't be run: {failure.Message}", failure);
        }

        void Add(params string[] arguments) => Array.ForEach(arguments, start.ArgumentList.Add);
    }
}
