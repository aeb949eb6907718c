package dev.headroom.share.legal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The licences that a library's pom names, or that of its parent. */
final class Pom {
    private static final int MOST_PARENTS = 10;

    private Pom() {}

    /**
     * The identifiers.
     *
     * @param repository the local repository, in which the pom lies
     */
    static List<String> licences(Path repository, String group, String artifact, String version) throws IOException {
        String ofGroup = group;
        String ofArtifact = artifact;
        String ofVersion = version;
        for (int i = 0; i < MOST_PARENTS; i++) {
            Path file = repository
                    .resolve(ofGroup.replace('.', '/'))
                    .resolve(ofArtifact)
                    .resolve(ofVersion)
                    .resolve("%s-%s.pom".formatted(ofArtifact, ofVersion));
            if (!Files.exists(file)) {
                return List.of();
            }
            Element pom = read(file);
            List<String> named = child(pom, "licenses").map(Pom::names).orElse(List.of());
            Optional<Element> parent = child(pom, "parent");
            if (!named.isEmpty() || parent.isEmpty()) {
                return named;
            }
            ofGroup = text(parent.get(), "groupId");
            ofArtifact = text(parent.get(), "artifactId");
            ofVersion = text(parent.get(), "version");
        }
        return List.of();
    }

    private static Element read(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("%s is no pom: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static List<String> names(Element licenses) {
        List<String> names = new ArrayList<>();
        for (Element each : children(licenses, "license")) {
            names.add(Licences.identifier(text(each, "name")));
        }
        return names;
    }

    private static String text(Element parent, String name) {
        return child(parent, name).map(Node::getTextContent).map(String::strip).orElse("");
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList all = parent.getChildNodes();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
