namespace OffTrac.Core.Environments;

/// <summary>What differs between the databases of Trac 1.0 (29), 1.2 (41) and 1.4 to 1.6 (45).</summary>
public sealed record DatabaseTraits
{
    /// <summary>Versions that can be worked on in place.</summary>
    public static IReadOnlyList<int> Versions { get; } = [29, 41, TracSchema.Version];

    /// <summary>Column <c>description</c> of table <c>enum</c> exists.</summary>
    public required bool HasEnumDescription { get; init; }

    /// <summary>Tables <c>notify_subscription</c> and <c>notify_watch</c> exist.</summary>
    public required bool HasNotifyTables { get; init; }

    /// <summary>Columns <c>ipnr</c> of <c>wiki</c> and <c>attachment</c> exist.</summary>
    public required bool HasAddressColumns { get; init; }

    /// <summary>An empty ticket field is stored as NULL; otherwise as <c>''</c>. Readers treat both alike.</summary>
    public required bool StoresEmptyAsNull { get; init; }

    public static DatabaseTraits Of(int databaseVersion) => new()
    {
        HasEnumDescription = databaseVersion >= 44,
        HasNotifyTables = databaseVersion >= 35,
        HasAddressColumns = databaseVersion < 42,
        StoresEmptyAsNull = databaseVersion >= 42,
    };
}
