namespace OffTrac.Sdk.Storage;

/// <summary>Which database an environment lives in.</summary>
public enum DatabaseEngine
{
    /// <summary>A file in the environment.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, one schema per environment.</summary>
    PostgreSql,
}
