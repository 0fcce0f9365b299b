using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace OffTrac.Host.Web.Routing;

/// <summary>
/// One ASP.NET route pattern, ready to be compared with decoded segments. ASP.NET parses it and brings the constraints; the
/// comparison is our own, because ASP.NET's ignores the case of literals and gets its values from a path that is decoded already.
/// </summary>
internal sealed class RouteTemplate
{
    private readonly Segment[] _segments;
    private readonly (string Parameter, IRouteConstraint Constraint)[] _constraints;
    private readonly (string Parameter, string Value)[] _defaults;

    private RouteTemplate(RoutePattern pattern, Segment[] segments, (string, IRouteConstraint)[] constraints)
    {
        _segments = segments;
        _constraints = constraints;
        _defaults = [.. pattern.Defaults.Select(d => (d.Key, Convert.ToString(d.Value, System.Globalization.CultureInfo.InvariantCulture) ?? ""))];
        Precedence = pattern.InboundPrecedence;
        Shape = ShapeOf(pattern);
        FirstLiteral = segments.Length > 0 && segments[0].Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;
    }

    /// <summary>ASP.NET's order of patterns: the smaller, the more specific.</summary>
    public decimal Precedence { get; }

    /// <summary>The pattern without the names of its parameters: two patterns of one shape match the same paths.</summary>
    public string Shape { get; }

    /// <summary>The first segment when that is fixed; null for a parameter or the empty pattern.</summary>
    public string? FirstLiteral { get; }

    public bool IsEmpty => _segments.Length == 0;

    /// <exception cref="RoutePatternException">The pattern is not one of ASP.NET's.</exception>
    /// <exception cref="InvalidOperationException">It names a constraint that does not exist.</exception>
    public static RouteTemplate Parse(string text, IInlineConstraintResolver resolver)
    {
        var pattern = RoutePatternFactory.Parse(text.TrimStart('/'));
        var segments = pattern.PathSegments.Select(s => new Segment([.. s.Parts])).ToArray();
        return new RouteTemplate(pattern, segments, [.. ConstraintsOf(pattern, resolver)]);
    }

    /// <summary>Compares the path's segments from <paramref name="first"/> on.</summary>
    public bool TryMatch(RequestPath path, int first, [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? values)
    {
        values = null;
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = first;
        foreach (var segment in _segments)
        {
            if (segment.Whole is { IsCatchAll: true } rest)
            {
                if (at < path.Segments.Count)
                    found[rest.Name] = path.Join(at);
                at = path.Segments.Count;
                continue;
            }
            if (at >= path.Segments.Count)
            {
                if (segment.Whole is not { } missing || (!missing.IsOptional && !HasDefault(missing.Name)))
                    return false;
                continue;
            }
            if (!segment.TryMatch(path.Segments[at++], found))
                return false;
        }
        if (at < path.Segments.Count || !Fill(found))
            return false;
        values = found;
        return true;
    }

    private static IEnumerable<(string, IRouteConstraint)> ConstraintsOf(RoutePattern pattern, IInlineConstraintResolver resolver)
    {
        foreach (var (parameter, policies) in pattern.ParameterPolicies)
        {
            foreach (var policy in policies)
            {
                if (policy.ParameterPolicy is IRouteConstraint ready)
                    yield return (parameter, ready);
                else if (policy.Content is { } content)
                    yield return (parameter, resolver.ResolveConstraint(content)
                        ?? throw new InvalidOperationException($"The route constraint '{content}' does not exist."));
            }
        }
    }

    private static string ShapeOf(RoutePattern pattern) =>
        string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(PartShape))));

    private static string PartShape(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter =>
            $"{{{(parameter.IsCatchAll ? "*" : "")}{string.Concat(parameter.ParameterPolicies.Select(p => ":" + p.Content))}{(parameter.IsOptional ? "?" : "")}}}",
        _ => part.ToString() ?? "",
    };

    private bool HasDefault(string name)
    {
        foreach (var (parameter, _) in _defaults)
        {
            if (string.Equals(parameter, name, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private bool Fill(Dictionary<string, string> found)
    {
        foreach (var (parameter, value) in _defaults)
            found.TryAdd(parameter, value);
        if (_constraints.Length == 0)
            return true;
        var values = new RouteValueDictionary();
        foreach (var (name, value) in found)
            values[name] = value;
        foreach (var (parameter, constraint) in _constraints)
        {
            if (found.ContainsKey(parameter) && !constraint.Match(null, null, parameter, values, RouteDirection.IncomingRequest))
                return false;
        }
        return true;
    }

    private sealed class Segment(RoutePatternPart[] parts)
    {
        public RoutePatternPart[] Parts { get; } = parts;

        /// <summary>The parameter that is all of the segment; null when there is something beside it.</summary>
        public RoutePatternParameterPart? Whole { get; } = parts is [RoutePatternParameterPart parameter] ? parameter : null;

        public bool TryMatch(string text, Dictionary<string, string> found)
        {
            if (Whole is { } whole)
            {
                found[whole.Name] = text;
                return text.Length > 0;
            }
            return Parts is [RoutePatternLiteralPart literal]
                ? string.Equals(literal.Content, text, StringComparison.Ordinal)
                : TryMatchParts(text, found) || TryMatchWithoutOptional(text, found);
        }

        /// <summary>From right to left, each parameter as short as it can be, as ASP.NET does.</summary>
        private bool TryMatchParts(string text, Dictionary<string, string> found)
        {
            var end = text.Length;
            for (var i = Parts.Length - 1; i >= 0; i--)
            {
                if (FixedText(Parts[i]) is { } literal)
                {
                    if (end < literal.Length || !text.AsSpan(0, end).EndsWith(literal, StringComparison.Ordinal))
                        return false;
                    end -= literal.Length;
                    continue;
                }
                var start = 0;
                if (i > 0)
                {
                    var before = FixedText(Parts[i - 1])!;
                    var at = end == 0 ? -1 : text.LastIndexOf(before, end - 1, StringComparison.Ordinal);
                    start = at < 0 ? end : at + before.Length;
                }
                if (start >= end)
                    return false;
                found[((RoutePatternParameterPart)Parts[i]).Name] = text[start..end];
                end = start;
            }
            return end == 0;
        }

        /// <summary><c>{name}.{extension?}</c> matches without its separator too.</summary>
        private bool TryMatchWithoutOptional(string text, Dictionary<string, string> found)
        {
            if (Parts is not [.., RoutePatternSeparatorPart, RoutePatternParameterPart { IsOptional: true } last])
                return false;
            found.Remove(last.Name);
            return new Segment(Parts[..^2]).TryMatch(text, found);
        }

        private static string? FixedText(RoutePatternPart part) => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => null,
        };
    }
}
