namespace OffTrac.Core.Mimeview.Patches;

/// <summary>The lines of one side of a block.</summary>
internal sealed class PatchSide(long offset)
{
    /// <summary>Number of the line before the first.</summary>
    public long Offset { get; } = offset;

    public List<string> Lines { get; } = [];

    /// <summary>Which lines are no lines of the file but remarks on it.</summary>
    public HashSet<int> Remarks { get; } = [];
}
