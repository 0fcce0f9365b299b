namespace OffTrac.Core.Mimeview.Patches;

/// <summary>The changes of one file.</summary>
internal sealed class PatchFile
{
    public required PatchFileName Name { get; init; }

    /// <summary>Path and revision of the old file as the patch has them.</summary>
    public required string Old { get; init; }

    /// <summary>Path and revision of the new file as the patch has them.</summary>
    public required string New { get; init; }

    /// <summary>What stands before the changes.</summary>
    public required string Comments { get; init; }

    public List<PatchHunk> Hunks { get; } = [];
}
