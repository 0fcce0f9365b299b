using System.Text;

namespace OffTrac.Plugins.Macros.Images;

/// <summary>Parts a text at a character that no quotation marks surround; parts without any character are left out, as Trac does.</summary>
internal static class QuotedParts
{
    /// <summary>A quotation mark that is never closed ends the part and belongs to none.</summary>
    public static List<string> Split(string text, char separator)
    {
        List<string> parts = [];
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is '"' or '\'' && text.IndexOf(character, i + 1) is >= 0 and var end)
            {
                part.Append(text, i, end + 1 - i);
                i = end;
            }
            else if (character == separator || character is '"' or '\'')
            {
                Take();
            }
            else
            {
                part.Append(character);
            }
        }

        Take();
        return parts;

        void Take()
        {
            if (part.Length > 0)
                parts.Add(part.ToString());
            part.Clear();
        }
    }
}
