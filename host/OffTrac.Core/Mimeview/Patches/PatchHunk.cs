namespace OffTrac.Core.Mimeview.Patches;

/// <summary>What stands below one line <c>@@ … @@</c>.</summary>
internal sealed class PatchHunk(string title)
{
    public string Title { get; set; } = title;

    public List<PatchBlock> Blocks { get; } = [];
}
