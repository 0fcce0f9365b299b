using System.Text;

namespace OffTrac.Sdk.Attachments;

/// <summary>Names of files as they come from people and browsers.</summary>
public static class AttachmentFileName
{
    /// <summary>
    /// What Trac makes of a name or path: composed characters, blanks for control characters, only the part after the last slash
    /// (or backslash of a Windows path), stripped of blanks. Empty when nothing is left.
    /// </summary>
    /// <param name="path">A name, or a path as old browsers send it.</param>
    public static string Normalize(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = Compose(path);
        var clean = new StringBuilder(name.Length);
        foreach (var c in name)
            clean.Append(char.IsControl(c) ? ' ' : c);
        if (IsWindowsPath(clean))
            clean.Replace('\\', '/');
        name = clean.ToString();
        return Strip(name.AsSpan(name.LastIndexOf('/') + 1)).ToString();
    }

    /// <summary>Files from macOS come with decomposed characters. What is not Unicode can't be composed and stays as it is.</summary>
    private static string Compose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static bool IsWindowsPath(StringBuilder path) =>
        path.Length > 0 && (path[0] == '\\' || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '\\'));

    /// <summary>Trac also strips the zero width space.</summary>
    private static ReadOnlySpan<char> Strip(ReadOnlySpan<char> name)
    {
        var start = 0;
        var end = name.Length;
        while (start < end && IsBlank(name[start]))
            start++;
        while (end > start && IsBlank(name[end - 1]))
            end--;
        return name[start..end];
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200b';
}
