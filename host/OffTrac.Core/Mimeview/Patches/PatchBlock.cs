namespace OffTrac.Core.Mimeview.Patches;

/// <summary>Neighbouring lines that are the same on both sides, or are not.</summary>
internal sealed class PatchBlock(bool isSame, long oldLine, long newLine)
{
    public bool IsSame { get; } = isSame;

    public PatchSide Old { get; } = new(oldLine - 1);

    public PatchSide New { get; } = new(newLine - 1);
}
