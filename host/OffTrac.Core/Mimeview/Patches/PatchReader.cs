using System.Globalization;
using System.Text.RegularExpressions;

namespace OffTrac.Core.Mimeview.Patches;

/// <summary>Reads patches in the unified format, with the remarks of Subversion and git between them, as Trac does.</summary>
internal sealed partial class PatchReader
{
    private readonly List<string> _lines = [];
    private readonly List<PatchFile> _files = [];
    private int _next;
    private string _line = "";

    private PatchReader(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
            _lines.Add(line.ToString());
        if (_lines is [.., ""])
            _lines.RemoveAt(_lines.Count - 1);
    }

    /// <summary>The files of a patch; null when it is none.</summary>
    public static IReadOnlyList<PatchFile>? Read(string text)
    {
        var reader = new PatchReader(text);
        return reader.ReadFiles() && reader._files.Exists(file => file.Hunks.Count > 0) ? reader._files : null;
    }

    /// <summary>False for what can't be read. The text may end anywhere.</summary>
    private bool ReadFiles()
    {
        var comments = new List<string>();
        if (!Move())
            return true;
        while (true)
        {
            if (!_line.StartsWith("--- ", StringComparison.Ordinal))
            {
                if (!_line.StartsWith("Index: ", StringComparison.Ordinal) && !IsRuler(_line))
                    comments.Add(_line);
                if (_line != "GIT binary patch")
                {
                    if (!Move())
                        return true;
                    continue;
                }

                if (!ReadBinary(comments))
                    return true;
            }
            else
            {
                var old = Words(_line, 3);
                if (!Move())
                    return true;
                if (!_line.StartsWith("+++ ", StringComparison.Ordinal))
                    return false;
                var changed = Words(_line, 3);
                AddFile(comments, old.ElementAtOrDefault(1) ?? "", changed.ElementAtOrDefault(1) ?? "", old[1..], changed[1..]);
            }

            comments.Clear();
            if (!Move())
                return true;
            if (!ReadHunks(_files[^1], out var isGood))
                return isGood;
        }
    }

    private static bool IsRuler(string line) => line.Length == 67 && line.AsSpan().IndexOfAnyExcept('=') < 0;

    /// <summary>A change of a binary file: only its names are shown.</summary>
    private bool ReadBinary(List<string> comments)
    {
        var names = Words(comments[0], 100);
        var (oldPath, newPath) = names is [.., var one, var two] ? (one, two) : ("", "");
        if (comments.Exists(comment => comment.StartsWith("new file", StringComparison.Ordinal)))
            oldPath = "/dev/null";
        if (comments.Exists(comment => comment.StartsWith("deleted file", StringComparison.Ordinal)))
            newPath = "/dev/null";
        var index = comments.Find(comment => comment.StartsWith("index ", StringComparison.Ordinal));
        var revisions = index is null ? [] : Words(index, 100)[^1].Split("..");
        while (Move())
        {
            if (_line.Length == 0)
            {
                AddFile(comments, oldPath, newPath, [oldPath, .. revisions.Take(1)], [newPath, .. revisions.Skip(1)]);
                return true;
            }

            comments.Add(_line);
        }

        return false;
    }

    private void AddFile(List<string> comments, string oldPath, string newPath, string[] old, string[] changed) => _files.Add(new PatchFile
    {
        Name = PatchFileName.Of(oldPath, newPath),
        Old = string.Join(' ', old),
        New = string.Join(' ', changed),
        Comments = string.Join('\n', comments),
    });

    /// <summary>Reads up to the next line that begins no hunk. False when the text ends, or is not to be read.</summary>
    private bool ReadHunks(PatchFile file, out bool isGood)
    {
        isGood = true;
        while (_line.Length > 0 && Header().Match(_line) is { Success: true } header)
        {
            if (!TryNumber(header, "from", out var from) || !TryNumber(header, "fromCount", out var fromCount)
                || !TryNumber(header, "to", out var to) || !TryNumber(header, "toCount", out var toCount))
            {
                isGood = false;
                return false;
            }

            var hunk = new PatchHunk(header.Groups["title"].Value);
            file.Hunks.Add(hunk);
            if (!Move() || !ReadLines(hunk, from, from + fromCount, to, to + toCount, ref isGood))
                return false;
        }

        return true;
    }

    private bool ReadLines(PatchHunk hunk, long from, long fromEnd, long to, long toEnd, ref bool isGood)
    {
        PatchBlock? block = null;
        bool? isLastNew = null;
        var isRemark = false;
        while (from < fromEnd || to < toEnd || isRemark)
        {
            var (command, text) = _line.Length > 0 ? (_line[0], _line[1..]) : (' ', "");
            if (command == '@')
            {
                hunk.Title += " (this hunk was shorter than expected)";
                return true;
            }

            if (block is null || block.IsSame != (command == ' '))
                hunk.Blocks.Add(block = new PatchBlock(command == ' ', from, to));
            switch (command)
            {
                case ' ':
                    block.Old.Lines.Add(text);
                    block.New.Lines.Add(text);
                    (from, to) = (from + 1, to + 1);
                    break;
                case '+':
                    isLastNew = true;
                    block.New.Lines.Add(text);
                    to++;
                    break;
                case '-':
                    isLastNew = false;
                    block.Old.Lines.Add(text);
                    from++;
                    break;
                case '\\' when isLastNew is { } isNew:
                    var side = isNew ? block.New : block.Old;
                    side.Remarks.Add(side.Lines.Count);
                    side.Lines.Add(text);
                    (from, to) = isNew ? (from, to + 1) : (from + 1, to);
                    break;
                default:
                    isGood = false;
                    return false;
            }

            if (!Move())
                return false;
            isRemark = _line.StartsWith('\\');
        }

        return true;
    }

    private bool Move()
    {
        if (_next == _lines.Count)
            return false;
        _line = _lines[_next++];
        return true;
    }

    private static bool TryNumber(Match header, string name, out long number)
    {
        number = 1;
        return !header.Groups[name].Success
            || (header.Groups[name].ValueSpan is { Length: < 18 } digits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number));
    }

    private static string[] Words(string line, int most) =>
        line.Split((char[]?)null, most, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(
        "^@@ -(?<from>[0-9]+)(?:,(?<fromCount>[0-9]+))? \\+(?<to>[0-9]+)(?:,(?<toCount>[0-9]+))? @@(?<title>.*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Header();
}
