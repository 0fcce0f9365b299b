using System.Text;
using HandlebarsDotNet;

namespace OffTrac.Host.Web.Templates;

/// <summary>Escapes what HTML gives a meaning to, in text and in quoted attributes, and leaves all other characters alone.</summary>
internal sealed class HtmlTextEncoder : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target)
    {
        for (var i = 0; i < (text?.Length ?? 0); i++)
            Encode(text![i], target);
    }

    public void Encode(string? text, TextWriter target)
    {
        foreach (var character in text ?? "")
            Encode(character, target);
    }

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        while (text?.MoveNext() == true)
            Encode(text.Current, target);
    }

    private static void Encode(char character, TextWriter target)
    {
        switch (character)
        {
            case '&': target.Write("&amp;"); break;
            case '<': target.Write("&lt;"); break;
            case '>': target.Write("&gt;"); break;
            case '"': target.Write("&#34;"); break;
            case '\'': target.Write("&#39;"); break;
            default: target.Write(character); break;
        }
    }
}
