using System.Globalization;
using System.Text;

namespace OffTrac.Core.Mimeview.Patches;

/// <summary>Writes a patch as Trac shows it: one column, numbers of old and new lines beside it.</summary>
internal sealed class PatchWriter(int tabWidth)
{
    private const string Blank = "&nbsp;";

    private readonly StringBuilder _html = new();

    public string Write(IReadOnlyList<PatchFile> files)
    {
        _html.Append("<div class=\"diff\"><ul class=\"entries\">");
        foreach (var file in files)
            WriteFile(file);
        return _html.Append("</ul></div>").ToString();
    }

    private void WriteFile(PatchFile file)
    {
        _html.Append("<li class=\"entry\"><h2>");
        if (file.Name.Common.Length > 0)
            _html.Append("<a>").Append(MarkupText.Escape(file.Name.Common)).Append("</a>");
        else
            _html.Append(Blank);
        _html.Append("</h2>");
        if (file.Comments.Length > 0)
            _html.Append("<pre>").Append(MarkupText.Escape(file.Comments)).Append("</pre>");
        if (file.Hunks is [{ Blocks.Count: > 0 }, ..])
            WriteTable(file);
        _html.Append("</li>");
    }

    private void WriteTable(PatchFile file)
    {
        _html.Append("<table class=\"trac-diff inline\" cellspacing=\"0\"><colgroup><col class=\"lineno\"/><col class=\"lineno\"/><col class=\"content\"/></colgroup>")
            .Append(CultureInfo.InvariantCulture, $"<thead><tr><th title=\"File {MarkupText.Escape(file.Old)}\">{MarkupText.Escape(file.Name.OldMark)}</th>")
            .Append(CultureInfo.InvariantCulture, $"<th title=\"File {MarkupText.Escape(file.New)}\">{MarkupText.Escape(file.Name.NewMark)}</th>")
            .Append(CultureInfo.InvariantCulture, $"<td><em>{MarkupText.Escape(file.Hunks[0].Title)}</em> {Blank}</td></tr></thead>");
        for (var i = 0; i < file.Hunks.Count; i++)
        {
            if (i > 0 && file.Hunks[i].Blocks is [var first, ..])
                WriteSkipped(file.Hunks[i], first);
            foreach (var block in file.Hunks[i].Blocks)
                WriteBlock(block);
        }

        _html.Append("</table>");
    }

    private void WriteSkipped(PatchHunk hunk, PatchBlock first) => _html
        .Append(CultureInfo.InvariantCulture, $"<tbody class=\"skipped\"><tr><th><a href=\"#L{first.Old.Offset + 1}\">&hellip;</a></th>")
        .Append(CultureInfo.InvariantCulture, $"<th><a href=\"#L{first.New.Offset + 1}\">&hellip;</a></th>")
        .Append(CultureInfo.InvariantCulture, $"<td><em>{MarkupText.Escape(hunk.Title)}</em> {Blank}</td></tr></tbody>");

    private void WriteBlock(PatchBlock block)
    {
        var (old, changed) = (block.Old, block.New);
        var kind = block.IsSame ? "unmod" : old.Lines.Count == 0 ? "add" : changed.Lines.Count == 0 ? "rem" : "mod";
        var text = new PatchLines(block, tabWidth);
        _html.Append(CultureInfo.InvariantCulture, $"<tbody class=\"{kind}\">");
        for (var i = 0; i < old.Lines.Count; i++)
        {
            var first = i == 0 && !block.IsSame ? "first" : "";
            var last = kind == "rem" && i == old.Lines.Count - 1 ? "last" : "";
            var number = block.IsSame ? Number(changed.Offset + i + 1) : Blank;
            WriteRow($"{first} {last}".Trim(), Number(old.Offset + i + 1), number, "l", kind == "rem" ? "del" : "span", text.Old(i));
        }

        for (var i = 0; i < changed.Lines.Count && !block.IsSame; i++)
        {
            var first = kind == "add" && i == 0 ? "first" : "";
            var last = i == changed.Lines.Count - 1 ? "last" : "";
            WriteRow($"{first} {last}".Trim(), Blank, Number(changed.Offset + i + 1), "r", kind == "add" ? "ins" : "span", text.New(i));
        }

        _html.Append("</tbody>");
    }

    private void WriteRow(string rowClass, string oldNumber, string newNumber, string cellClass, string element, string line) => _html
        .Append(rowClass.Length > 0 ? $"<tr class=\"{rowClass}\">" : "<tr>")
        .Append(CultureInfo.InvariantCulture, $"<th>{oldNumber}</th><th>{newNumber}</th><td class=\"{cellClass}\"><{element}>{line}</{element}></td></tr>");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
