namespace OffTrac.Host.Web.Errors;

/// <summary>An error as JSON, after RFC 9457.</summary>
internal sealed record Problem(string Title, int Status, string Detail);
