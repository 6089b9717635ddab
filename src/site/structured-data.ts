import type { Course, LearningResource, Syllabus, WithContext } from 'schema-dts';
import { site, structured as words } from '#strings/site.ts';
import { contentLicense } from './license.ts';
import type { AddressOf, WrittenChapter, WrittenPart } from './written.ts';

const context = 'https://schema.org';

/** The book as a course, for the first page: what schema.org knows of it, and what search engines ask of a course. */
export function courseData(
  parts: readonly WrittenPart[],
  addressOf: AddressOf,
): WithContext<Course> {
  return {
    '@context': context,
    '@type': 'Course',
    '@id': courseId(addressOf),
    url: addressOf(''),
    name: site.title,
    description: site.description,
    inLanguage: 'en',
    license: contentLicense,
    isAccessibleForFree: true,
    provider: { '@type': 'Organization', name: site.title, url: addressOf('') },
    offers: { '@type': 'Offer', category: 'Free', price: 0, priceCurrency: 'USD' },
    hasCourseInstance: { '@type': 'CourseInstance', courseMode: 'Online' },
    syllabusSections: parts.map(({ number, title, chapters }): Syllabus => ({
      '@type': 'Syllabus',
      name: words.part(number, title),
      hasPart: chapters.map((chapter) => ({
        '@type': 'LearningResource',
        name: chapter.title,
        url: addressOf(chapter.slug),
      })),
    })),
  };
}

/** A chapter as a part of the course. Short: each of its bytes is on every chapter. */
export function chapterData(
  { slug, number, title, description, published, updated }: WrittenChapter,
  addressOf: AddressOf,
): WithContext<LearningResource> {
  return {
    '@context': context,
    '@type': 'LearningResource',
    url: addressOf(slug),
    name: title,
    description,
    license: contentLicense,
    isPartOf: { '@type': 'Course', '@id': courseId(addressOf), name: site.title },
    position: number,
    datePublished: day(published),
    dateModified: day(updated),
  };
}

/** JSON that may stand in a `<script>`, whatever it says. */
export function inScript(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function courseId(addressOf: AddressOf): string {
  return `${addressOf('')}#course`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
