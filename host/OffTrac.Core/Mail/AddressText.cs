using System.Buffers;
using System.Text;
using OffTrac.Sdk.Mail;

namespace OffTrac.Core.Mail;

/// <summary>Addresses as headers hold them (RFC 5322).</summary>
internal static class AddressText
{
    /// <summary>Characters that a name can only have between quotation marks.</summary>
    public static SearchValues<char> Specials { get; } = SearchValues.Create("()<>@,:;.\\\"[]");

    public static void Add(IReadOnlyList<EmailAddress> addresses, HeaderLines lines)
    {
        var whole = string.Join(", ", addresses.Select(Write));
        if (Ascii.IsValid(whole) && lines.AddWhole(whole))
            return;
        for (var i = 0; i < addresses.Count; i++)
        {
            AddOne(addresses[i], i > 0 ? " " : "", lines);
            if (i < addresses.Count - 1)
                lines.AddAtom(",");
        }
    }

    private static void AddOne(EmailAddress address, string blank, HeaderLines lines)
    {
        var text = blank + Write(address);
        if (string.IsNullOrEmpty(address.Name))
        {
            lines.AddAtom(text);
            return;
        }

        if (Ascii.IsValid(text) && lines.AddWhole(text))
            return;

        var alone = new HeaderLines(blank);
        AddNamed(address, alone);
        if (alone.IsOne && lines.AddWhole(alone.ToString()))
            return;
        lines.AddAtom(blank);
        AddNamed(address, lines);
    }

    private static void AddNamed(EmailAddress address, HeaderLines lines)
    {
        var name = address.Name ?? "";
        lines.AddName(name + " ", name.AsSpan().ContainsAny(Specials));
        lines.AddAtom($"<{address.Address}>");
    }

    private static string Write(EmailAddress address)
    {
        if (string.IsNullOrEmpty(address.Name))
            return address.Address;
        var name = address.Name.AsSpan().ContainsAny(Specials)
            ? $"\"{address.Name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : address.Name;
        return $"{name} <{address.Address}>";
    }
}
