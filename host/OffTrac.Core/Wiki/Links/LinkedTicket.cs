namespace OffTrac.Core.Wiki.Links;

/// <summary>What a link says of a ticket.</summary>
internal sealed record LinkedTicket(string Number, string? Status, string Summary);
