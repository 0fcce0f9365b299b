using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>A match of a syntax provider's pattern.</summary>
internal sealed record WikiExtension(string Component, WikiSyntaxMatch Match);
