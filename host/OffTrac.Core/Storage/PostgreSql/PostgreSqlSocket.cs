namespace OffTrac.Core.Storage.PostgreSql;

/// <summary>Where a local connection goes when the connection string names no host, as in libpq, which Trac uses.</summary>
internal static class PostgreSqlSocket
{
    private static readonly string[] s_directories = ["/var/run/postgresql", "/tmp"];

    public static string? Directory() =>
        Environment.GetEnvironmentVariable("PGHOST") is { Length: > 0 } host
            ? host
            : Array.Find(s_directories, directory =>
                System.IO.Directory.Exists(directory) && System.IO.Directory.EnumerateFiles(directory, ".s.PGSQL.*").Any());
}
