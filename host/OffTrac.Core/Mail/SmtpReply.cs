using System.Text;

namespace OffTrac.Core.Mail;

/// <summary>An answer of a mail server (RFC 5321, 4.2).</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">The text of each line.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int Most = 300;

    public bool IsGood => Code is >= 200 and < 400;

    public bool IsTemporary => Code is >= 400 and < 500;

    /// <summary>One line for people: what a server says may hold anything.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Code);
        foreach (var c in string.Join(' ', Lines.Prepend("")))
            text.Append(char.IsControl(c) ? '?' : c);
        return text.Length > Most ? text.ToString(0, Most) + "…" : text.ToString();
    }
}
