using System.Text;

namespace OffTrac.Core.Mimeview;

/// <summary>Blanks for tabs.</summary>
internal static class TabStops
{
    /// <summary>Each tab reaches to the next multiple of a width, counted from the line's start; a width of 0 takes tabs out.</summary>
    public static string Expand(string text, int width)
    {
        if (!text.Contains('\t', StringComparison.Ordinal))
            return text;
        var expanded = new StringBuilder(text.Length + 32);
        var column = 0;
        foreach (var letter in text)
        {
            if (letter == '\t')
            {
                var blanks = width == 0 ? 0 : width - (column % width);
                expanded.Append(' ', blanks);
                column += blanks;
                continue;
            }

            expanded.Append(letter);
            if (letter is '\n' or '\r')
                column = 0;
            else if (!char.IsLowSurrogate(letter))
                column++;
        }

        return expanded.ToString();
    }
}
