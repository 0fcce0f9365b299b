using OffTrac.Core.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>A link to a ticket, to several, or to a comment, as written.</summary>
internal sealed record TicketReference(WikiLinkTarget Target)
{
    public const string Description = "description";

    /// <summary>Number of the ticket; null when it can't be one.</summary>
    public int? Number { get; private init; }

    /// <summary>Several tickets; null for one.</summary>
    public string? Ranges { get; private init; }

    /// <summary>Query and fragment.</summary>
    public string Rest { get; private init; } = "";

    /// <summary>Number of the comment, or <see cref="Description"/>; null for what is no link to a comment.</summary>
    public string? Comment { get; private init; }

    /// <summary>Whether the comment is one of the ticket that the text itself belongs to.</summary>
    public bool IsOwn { get; private init; }

    public static TicketReference Read(WikiLinkTarget target, Resource? resource) =>
        target.Namespace == TicketLinks.CommentNamespace ? ReadComment(target, resource) : ReadTicket(target);

    private static TicketReference ReadTicket(WikiLinkTarget target)
    {
        var parts = LinkParts.Split(target.Target);
        if (TicketRanges.Parse(parts.Path) is not { } ranges)
            return new TicketReference(target);
        if (ranges.Single is { } single)
            return new TicketReference(target) { Number = single > 0 && single <= int.MaxValue ? (int)single : null, Rest = parts.Query + parts.Fragment };
        return new TicketReference(target)
        {
            Ranges = ranges.ToString(),
            Rest = parts.Query.Length > 0 ? "&" + parts.Query[1..] : "",
        };
    }

    private static TicketReference ReadComment(WikiLinkTarget target, Resource? resource)
    {
        var own = resource is { Realm: "ticket", Id: { } id } ? NumberOf(id) : null;
        if (!target.Target.Contains(':', StringComparison.Ordinal))
            return own is not null && IsComment(target.Target) ? new TicketReference(target) { Number = own, Comment = target.Target, IsOwn = true } : new(target);
        var parts = target.Target.Split(':');
        if (parts.Length != 3)
            return new(target);
        var (comment, realm, ticket) = (parts[0], parts[1], parts[2]);

        // An older form has the comment last.
        if (comment != Description && comment.Length > 0 && !IsDigit(comment[0]))
            (realm, ticket, comment) = (comment, realm, ticket);
        if (realm is not ("ticket" or "bug" or "issue") || !IsComment(comment) || !IsNumber(ticket, out var number) || number == 0)
            return new(target);
        return new TicketReference(target)
        {
            Number = NumberOf(number),
            Comment = comment,
            IsOwn = own == number,
        };
    }

    private static bool IsComment(string text) => text == Description || (text.Length > 0 && text.All(IsDigit));

    private static bool IsDigit(char letter) => System.Globalization.CharUnicodeInfo.GetDigitValue(letter) >= 0;

    private static bool IsNumber(string text, out long number)
    {
        number = 0;
        return PythonText.Strip(text).Length > 0 && TracValue.TryParseInt(text, out number);
    }

    private static int? NumberOf(string text) => IsNumber(text, out var number) ? NumberOf(number) : null;

    private static int? NumberOf(long number) => number is > 0 and <= int.MaxValue ? (int)number : null;
}
