namespace OffTrac.Sdk.Storage;

/// <summary>What a column holds. Every column but an identity or key may be null.</summary>
public enum ColumnType
{
    /// <summary>Text of any length.</summary>
    Text,

    /// <summary>32-bit integer.</summary>
    Integer,

    /// <summary>64-bit integer; times are microseconds since 1970-01-01 UTC.</summary>
    Long,

    /// <summary>64-bit integer that the database numbers itself, primary key; numbers are never used again.</summary>
    Identity,

    /// <summary>Bytes.</summary>
    Binary,
}
