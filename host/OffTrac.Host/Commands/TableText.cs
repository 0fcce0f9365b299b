using System.Globalization;
using OffTrac.Sdk.Commands;
using Spectre.Console;

namespace OffTrac.Host.Commands;

/// <summary>Rows for people: aligned columns, a line a row when piped, wrapped to the terminal otherwise.</summary>
internal static class TableText
{
    private const int PipeWidth = 100_000;

    public static async Task WriteAsync(CommandTable table, TextWriter output, int? width)
    {
        if (width is not null)
        {
            Render(table, output, width);
            return;
        }

        using var lines = new StringWriter(CultureInfo.InvariantCulture);
        Render(table, lines, width: null);
        foreach (var line in lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            await output.WriteLineAsync(line.AsMemory().TrimEnd()).ConfigureAwait(false);
    }

    private static void Render(CommandTable table, TextWriter output, int? width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = width is null ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = width is null ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width ?? PipeWidth;
        console.Write(Build(table));
    }

    private static Table Build(CommandTable table)
    {
        var view = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var column in table.Columns)
            view.AddColumn(new TableColumn(new Text(Heading(column), new Style(decoration: Decoration.Bold))).PadRight(2));
        foreach (var row in table.Rows)
            view.AddRow(row.Select(value => new Text(Cell(value))));
        return view;
    }

    private static string Heading(string column) =>
        column.Length == 0 ? column : char.ToUpperInvariant(column[0]) + column[1..];

    private static string Cell(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "yes" : "no",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        string text => OneLine(text),
        IEnumerable<string?> list => OneLine(string.Join(", ", list)),
        _ => OneLine(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    // Control characters in somebody's text must not move the cursor of whoever lists it.
    private static string OneLine(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.AsSpan().ContainsAnyInRange('\u007f', '\u009f')
            ? string.Create(text.Length, text, static (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            })
            : text;
}
