using OffTrac.Sdk;

namespace OffTrac.Host.Web.Errors;

/// <summary>The request is understood and refused: 403.</summary>
internal sealed class ForbiddenException(string message) : TracException(message);
