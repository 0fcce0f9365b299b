using OffTrac.Sdk;

namespace OffTrac.Host.Web.Errors;

/// <summary>An environment is configured but not open: one line of plain text, as Trac answers.</summary>
internal sealed class SiteUnavailableException(string message) : TracException(message);
