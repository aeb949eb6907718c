package dev.headroom.share.legal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bill of materials of a package, CycloneDX 1.6: its jars and its Java runtime. Without serial number and time: the
 * same contents make the same bytes.
 */
final class Sbom {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Sbom() {}

    static String of(String name, Build build, List<Part> parts, JavaRuntime runtime) {
        List<Object> components = new ArrayList<>();
        parts.forEach(part -> components.add(library(part)));
        components.add(runtime(runtime));
        Map<String, Object> bill = new LinkedHashMap<>();
        bill.put("bomFormat", "CycloneDX");
        bill.put("specVersion", "1.6");
        bill.put("version", 1);
        Map<String, Object> about = component("application", name, build.version());
        about.put("bom-ref", name);
        about.put("licenses", licences(List.of("Apache-2.0")));
        build.commit().ifPresent(commit -> about.put("pedigree", Map.of("commits", List.of(Map.of("uid", commit)))));
        bill.put("metadata", Map.of("component", about));
        bill.put("components", components);
        List<String> references = new ArrayList<>(parts.stream().map(Part::purl).toList());
        references.add(reference(runtime));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("ref", name);
        tree.put("dependsOn", references);
        bill.put("dependencies", List.of(tree));
        return JSON.writeValueAsString(bill).replace("\r\n", "\n") + "\n";
    }

    private static Map<String, Object> library(Part part) {
        Map<String, Object> library = component("library", part.name(), part.version());
        library.put("bom-ref", part.purl());
        library.put("group", part.group());
        Map<String, Object> hash = new LinkedHashMap<>();
        hash.put("alg", "SHA-256");
        hash.put("content", part.sha256());
        library.put("hashes", List.of(hash));
        library.put("licenses", licences(part.licences()));
        library.put("purl", part.purl());
        return library;
    }

    private static Map<String, Object> runtime(JavaRuntime runtime) {
        Map<String, Object> platform = component("platform", "OpenJDK runtime", runtime.version());
        platform.put("bom-ref", reference(runtime));
        platform.put("publisher", runtime.vendor());
        // by which a scanner finds its vulnerabilities
        platform.put("cpe", "cpe:2.3:a:oracle:openjdk:%s:*:*:*:*:*:*:*".formatted(runtime.version()));
        platform.put("purl", reference(runtime));
        platform.put("licenses", licences(List.of("GPL-2.0-with-classpath-exception")));
        platform.put(
                "components",
                runtime.modules().stream()
                        .map(module -> component("library", module, runtime.version()))
                        .toList());
        return platform;
    }

    private static String reference(JavaRuntime runtime) {
        return "pkg:generic/openjdk@" + runtime.version();
    }

    private static Map<String, Object> component(String type, String name, String version) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", type);
        component.put("name", name);
        component.put("version", version);
        return component;
    }

    private static List<Object> licences(List<String> identifiers) {
        return identifiers.stream()
                .map(id -> (Object) Map.of("license", Map.of("id", id)))
                .toList();
    }
}
