using OffTrac.Sdk;

namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>HTML that Trac refuses to read.</summary>
public sealed class HtmlSyntaxException(string message) : TracException(message);
