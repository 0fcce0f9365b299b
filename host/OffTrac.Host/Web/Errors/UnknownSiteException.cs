using OffTrac.Sdk;

namespace OffTrac.Host.Web.Errors;

/// <summary>The first part of the path names no environment: 404 in plain text, as Trac answers.</summary>
internal sealed class UnknownSiteException(string message) : TracException(message);
