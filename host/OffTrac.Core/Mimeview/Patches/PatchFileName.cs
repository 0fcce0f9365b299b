namespace OffTrac.Core.Mimeview.Patches;

/// <summary>What the old and the new path of a file have in common, and how the sides are told apart.</summary>
internal sealed record PatchFileName(string Common, string OldMark, string NewMark)
{
    private const string Nothing = "/dev/null";

    // Names of directories such as a/ and b/ that tools put before paths.
    private const int LongestMark = 3;

    public static PatchFileName Of(string oldPath, string newPath)
    {
        if (oldPath.Length == 0 && newPath.Length == 0)
            return new PatchFileName("", "old", "new");
        var prefix = CommonPrefix(Parts(newPath), Parts(oldPath));
        var suffix = CommonSuffix(Parts(newPath), Parts(oldPath));
        if (prefix.Length > suffix.Length)
            return new PatchFileName(prefix, "old", "new");
        if (suffix.Length > 0)
            return WithMarks(suffix, oldPath[..^suffix.Length], newPath[..^suffix.Length]);
        if (oldPath == Nothing)
            return new PatchFileName($"new file {newPath.TrimStart('b', '/')}", "-", "+");
        return newPath == Nothing
            ? new PatchFileName($"deleted file {oldPath.TrimStart('a', '/')}", "+", "-")
            : new PatchFileName($"(a) {oldPath} vs. (b) {newPath}", "a", "b");
    }

    private static PatchFileName WithMarks(string suffix, string oldStart, string newStart) =>
        oldStart.Length <= LongestMark && newStart.Length <= LongestMark
            ? new PatchFileName(suffix.TrimStart('/'), oldStart, newStart)
            : new PatchFileName(suffix.TrimStart('/'), "old", "new");

    /// <summary>Words of a path and what stands between them.</summary>
    private static List<string> Parts(string path)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i <= path.Length; i++)
        {
            if (i < path.Length && path[i] is not ('/' or '.' or '~' or '\\'))
                continue;
            parts.Add(path[start..i]);
            if (i < path.Length)
                parts.Add(path[i].ToString());
            start = i + 1;
        }

        return parts;
    }

    private static string CommonPrefix(List<string> one, List<string> other)
    {
        var count = 0;
        while (count < one.Count && count < other.Count && one[count] == other[count])
            count++;
        return string.Concat(one.Take(count));
    }

    private static string CommonSuffix(List<string> one, List<string> other)
    {
        var count = 0;
        while (count < one.Count && count < other.Count && one[^(count + 1)] == other[^(count + 1)])
            count++;
        return string.Concat(one.Skip(one.Count - count));
    }
}
