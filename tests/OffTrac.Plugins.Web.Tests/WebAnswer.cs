namespace OffTrac.Plugins.Web.Tests;

internal sealed record WebAnswer
{
    public required int Status { get; init; }

    public string? MediaType { get; init; }

    public string? Location { get; init; }

    public string? Disposition { get; init; }

    public required string Cookies { get; init; }

    public required string Body { get; init; }
}
