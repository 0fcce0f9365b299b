using System.Collections.Concurrent;
using OffTrac.Sdk.Web;

namespace OffTrac.Host.Web.Templates;

/// <summary>Makes pages from Handlebars files. Each order of folders has compiled templates of its own.</summary>
internal sealed class TemplateEngine(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TemplateSet> _sets = new(StringComparer.Ordinal);

    /// <param name="lookup">Where to look.</param>
    /// <param name="template">Name of the file, such as <c>ticket.hbs</c>.</param>
    /// <param name="request">What every template sees under <c>request</c>.</param>
    /// <param name="data">What this one shows.</param>
    /// <exception cref="Sdk.TracException">There is no such template, or it is malformed.</exception>
    public string Render(TemplateLookup lookup, string template, PageData request, PageData data)
    {
        var values = new Dictionary<string, object?>(data, StringComparer.Ordinal) { ["request"] = request };
        return _sets.AddOrUpdate(
            lookup.Key,
            static (_, x) => new TemplateSet(x.lookup, x.time),
            static (_, known, x) => known.IsCurrent() ? known : new TemplateSet(x.lookup, x.time),
            (lookup, time)).Render(template, values);
    }
}
